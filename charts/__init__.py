"""From values to a picture, with the sentence it shows; no database, no Streamlit."""
