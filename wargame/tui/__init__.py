"""The app with which a facilitator runs a class: screens over one exercise. It adds no rule and no state of its own."""
