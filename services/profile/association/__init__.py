"""How columns go together: correlations, importance for a target, pairs, and what is drawn of them."""
