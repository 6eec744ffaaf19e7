"""The screens: one question each. A page defines show(visit); nothing runs on import."""
