"""`gridward bench kill`: operations under `kill -9`. Nothing acknowledged is lost, nothing counts twice."""
