#!/usr/bin/env bash
# Says plainly that a port is taken, before anything slow begins. Usage: deploy/port-is-free.sh 8501
set -eu
port=$1
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65535)); then
    echo "PORT=$port bukan nomor port (1 sampai 65535)." >&2
    echo "PORT=$port is not a port number (1 to 65535)." >&2
    exit 1
fi
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "Port $port sedang dipakai program lain. Pilih port lain, misalnya: make run PORT=$((10#$port + 1))" >&2
    echo "Port $port is in use by another program. Choose another, for example: make run PORT=$((10#$port + 1))" >&2
    exit 1
fi
