# The page, then the program without anything that built it. Nothing in it runs as root.

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
    PROMETHEUS_MULTIPROC_DIR=/dev/shm
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
CMD ["python3", "-m", "backend.processes", "web", "--bind", "0.0.0.0:8000"]
