"""Reading protocols, publishing them and working to them."""
