"""Other ways to cut a city, one library a module, each as well set as its documentation tells."""
