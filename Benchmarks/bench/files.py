"""The file server beside nginx with open_file_cache: TLS 1.3, keep-alive, the same certificate and the same files."""
import os
import shutil
import subprocess

from .harness import family, free_port, median, memory_kib, wait_for_port

NGINX = """
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.error;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/nginx.access combined buffer=64k;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    sendfile on; tcp_nopush on; keepalive_requests 1000000000;
    open_file_cache max=1000 inactive=60s; open_file_cache_valid 1s; open_file_cache_errors on;
    server {{
        listen 127.0.0.1:{port} ssl; server_name localhost;
        ssl_certificate {folder}/certs/localhost.pem; ssl_certificate_key {folder}/certs/localhost.key;
        ssl_protocols TLSv1.3; ssl_session_cache shared:s:1m;
        root {folder}/site;
    }}
}}
"""
SIZES = [("58B", "motto.txt", 32), ("64KiB", "64k.bin", 32), ("10MiB", "10m.bin", 8)]


def measure(bench):
    print("files: beside nginx with open_file_cache")
    if not (shutil.which("nginx") and shutil.which("wrk")):
        return bench.skip("files", "nginx and wrk are needed: apt-get install nginx-light wrk")
    with bench.folder() as folder:
        os.chmod(folder, 0o755)
        site, api = bench.example(folder)
        (folder / "site/64k.bin").write_bytes(os.urandom(65536))
        (folder / "site/10m.bin").write_bytes(os.urandom(10 << 20))
        with bench.up(folder, site, api) as ours:
            nginx_port = free_port()
            (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=nginx_port))
            nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-g", "user root;"])
            try:
                wait_for_port(nginx_port)
                compare(bench, ours, site, nginx, nginx_port)
            finally:
                nginx.terminate()
                nginx.wait(10)


def compare(bench, ours, site, nginx, nginx_port):
    seconds = bench.rounds(4, 1)
    for size, name, connections in SIZES:
        ratios, rates = [], []
        for _ in range(bench.rounds(5, 1)):
            mine = bench.wrk(f"https://localhost:{site}/{name}", seconds, connections)
            theirs = bench.wrk(f"https://localhost:{nginx_port}/{name}", seconds, connections)
            ratios.append(mine / theirs)
            rates.append((mine, theirs))
        mine, theirs = (median([rate[side] for rate in rates]) for side in (0, 1))
        bench.record(f"files_{size}", median(ratios), f"{mine:.0f} requests/s, nginx {theirs:.0f}")
    mine, theirs = memory_kib(family(ours.pid)), memory_kib(family(nginx.pid))
    bench.record("files_memory", mine / theirs, f"{mine / 1024:.1f} MiB, nginx {theirs / 1024:.1f} MiB")
    ratios, rates = [], []
    for _ in range(bench.rounds(5, 1)):
        mine, theirs = (
            bench.wrk(f"https://localhost:{port}/motto.txt", seconds, 16, ["Connection: close"])
            for port in (site, nginx_port))
        ratios.append(mine / theirs)
        rates.append((mine, theirs))
    mine, theirs = (median([rate[side] for rate in rates]) for side in (0, 1))
    bench.record("handshakes", median(ratios), f"{mine:.0f} a second, nginx {theirs:.0f}")
