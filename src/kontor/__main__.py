"""``python -m kontor`` is the ``kontor`` command."""

import sys

from kontor.console import main

sys.exit(main())
