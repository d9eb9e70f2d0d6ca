"""Teams that decide on their own devices: a small web server which draws seats in browsers and takes decisions."""
