"""What never reaches a function is no answer of the API.

HTTP APIs decode a path before they look for a route: what follows a question mark is lost, a slash divides, and a client walks
over dots. Where a value leaves no segment of its own they answer 404 themselves, in a form of their own.
"""

from urllib.parse import unquote

import schemathesis


def is_a_segment(value):
    kept = unquote(str(value)).split("?")[0]
    return kept not in ("", ".", "..") and "/" not in kept


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    return all(map(is_a_segment, (path_parameters or {}).values()))
