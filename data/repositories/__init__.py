"""One module an aggregate: speaks SQL, gives `data.types` upward."""
