"""All that is true without a screen: types, rules, storage and use cases."""
