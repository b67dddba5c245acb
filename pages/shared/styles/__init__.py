"""The one style sheet, in parts: what Streamlit's theme cannot say."""
