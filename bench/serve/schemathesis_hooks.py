"""What schemathesis must be told of the API: how a query in SPARQL is sent."""

import schemathesis


@schemathesis.serializer("application/sparql-query")
def sparql(_, value):
    return (value if isinstance(value, str) else str(value)).encode("utf-8", "replace")
