"""The app a facilitator runs a class with: screens over one exercise. It adds no rule and no state of its own."""
