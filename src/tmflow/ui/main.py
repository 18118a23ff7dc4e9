"""The script that Streamlit runs for every page and every interaction."""

from tmflow.ui import host, navigation

navigation.run(host.services())
