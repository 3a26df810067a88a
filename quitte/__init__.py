"""What `pip install .` adds to the house: the command `quitte`.

Installed, this folder carries all other rooms in `house/`, so that among the packages of others
there is one name, and not `sim`, `ui` or `pages`. In a checkout they lie beside it.

command  `quitte`: the command line from anywhere, and `quitte app` for the pages
"""
