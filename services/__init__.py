"""The domain, free of Dash, Flask and Plotly."""
