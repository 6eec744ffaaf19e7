"""What can be done without a browser: one module for each kind of command of manage.py."""
