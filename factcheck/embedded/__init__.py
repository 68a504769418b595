"""The embedded engines, the supervisor, and the programs that `manage.py up` starts."""
