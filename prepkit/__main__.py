"""`python -m prepkit` is the same command as `prepkit`."""

from prepkit.cli import main

if __name__ == "__main__":
    main(prog_name="prepkit")
