# The page, then the program without anything that built it. Nothing in it runs as root, and nothing is written outside
# /data and the memory of /dev/shm: docker run --read-only -p 8000:8000 -v ductus:/data ductus

FROM node:22-slim AS page
WORKDIR /build
COPY frontend/.npmrc frontend/package.json frontend/package-lock.json ./
RUN PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
COPY frontend ./
RUN DIGITS_PAGE_DIR=/page npm run build

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OPENBLAS_NUM_THREADS=1 \
    DIGITS_DATA_DIR=/data \
    DIGITS_PAGE_DIR=/srv/ductus/page \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /srv/ductus
COPY requirements.txt ./
RUN python3 -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt \
    && useradd --system --home-dir /data --shell /usr/sbin/nologin ductus \
    && install -d -o ductus /data
COPY manage.py ./
COPY nn ./nn
COPY backend ./backend
COPY --from=page /page ./page
USER ductus
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
    CMD ["python3", "-c", "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:' + (os.environ.get('PORT') or '8000') + '/readyz', timeout=3)"]
# Everything in one container: SQLite, a queue in a folder, web and worker. docker-compose.yml runs them apart.
CMD ["python3", "manage.py", "serve"]
