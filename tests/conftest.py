"""Settings of every test."""

from hypothesis import settings

# No test is timed: a busy machine must not make a property fail. Speed is measured by `make bench`.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
