"""A service in Python that has nothing of Lastgood.

It asks flagd's own provider, in process and connected to the port in its argument, which version of the model each
targeting key gets, once for each line of keys that it is told.
"""

import json
import sys

from openfeature import api
from openfeature.contrib.provider.flagd import FlagdProvider
from openfeature.contrib.provider.flagd.config import ResolverType
from openfeature.evaluation_context import EvaluationContext

provider = FlagdProvider(
    host="127.0.0.1",
    port=int(sys.argv[1]),
    resolver_type=ResolverType.IN_PROCESS,
    deadline_ms=10_000,
    # No deadline: it would cut the stream of changes, and is the least time of a connection attempt as well.
    stream_deadline_ms=0,
    keep_alive_time=30_000,
    retry_backoff_ms=250,
    retry_backoff_max_ms=250,
)
api.set_provider_and_wait(provider)
client = api.get_client()

for line in sys.stdin:
    versions = [
        client.get_string_value("recommender-model", "none", EvaluationContext(key))
        for key in json.loads(line)
    ]
    details = client.get_string_details("recommender-model", "none")
    print(json.dumps({"served": int(details.flag_metadata["version"]), "versions": versions}), flush=True)

api.shutdown()
