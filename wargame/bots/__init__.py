"""Who fills an empty seat: bots that read a role's view and choose among its offers."""
