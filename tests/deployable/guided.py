"""Prints each function of a route about which `sam deploy --guided` asks whether it is meant to be open to everybody.

    guided.py TEMPLATE

SAM gives up at the first no, and no is what Enter says.
"""

import sys

from samcli.commands.deploy.auth_utils import auth_per_resource
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

stacks, _ = SamLocalStackProvider.get_stacks(template_file=sys.argv[1])
routes = auth_per_resource(stacks)
if not routes:
    sys.exit("SAM sees no route in the template")
for function, settled in routes:
    if not settled:
        print(function)
