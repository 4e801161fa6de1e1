"""The Streamlit pieces that pages share: who is there, the figures, filters, status marks, tables, live watching."""
