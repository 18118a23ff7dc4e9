"""The pages: Streamlit scripts that show what services return and hand over what people decide."""
