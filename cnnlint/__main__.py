"""`python -m cnnlint`."""

from cnnlint.cli.main import main

if __name__ == "__main__":
    main()
