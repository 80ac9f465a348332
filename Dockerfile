# One image for web, worker and beat; what it runs is said by docker-compose.yml.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 DATA_DIR=/data STATIC_ROOT=/app/staticfiles

RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin electionwatch \
    && install -d -o electionwatch -g electionwatch /data

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY manage.py ./
COPY electionwatch electionwatch
COPY apps apps
COPY templates templates
COPY static static
COPY locale locale
# The methodology page shows these figures.
COPY docs/accuracy.json docs/accuracy.json
# The settings want a database and a cache to be named, and neither is touched while the image is built.
RUN export DATABASE_URL=postgres://build/none REDIS_URL=redis://build SECRET_KEY=used-while-building-only DATA_DIR=/tmp/build \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build

USER electionwatch
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "electionwatch.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
