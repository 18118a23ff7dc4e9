"""`streamlit run app.py` finds the application by this assignment; `tmflow serve` starts the same one."""

from streamlit.starlette import App

from tmflow.asgi import options

app = App(**options())
