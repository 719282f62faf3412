#!/usr/bin/env bash
# Once, on an empty volume: a database and a role for the application, and another for the event node.
set -euo pipefail

for pair in "redress redress $REDRESS_DATABASE_PASSWORD" "event_node events $EVENT_NODE_DATABASE_PASSWORD"; do
  read -r role database password <<<"$pair"
  psql --set ON_ERROR_STOP=1 --username postgres --set role="$role" --set database="$database" --set password="$password" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
SQL
done
