"""The written part of the house; two of its tables are written from the declarations."""
