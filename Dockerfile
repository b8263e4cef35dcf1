# Chengdan in a container: the CRM with its own PostgreSQL, or on yours (DATABASE_URL). Data lives in /data.
#   docker build -t chengdan . && docker run -p 3300:3300 -v chengdan:/data chengdan
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package runs a script while it is installed (.npmrc says so); binaries come inside the packages.
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
# Time zones for calendars, an init that hands signals on. The fonts of documents are in dist/fonts.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tzdata tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
# Nobody's rights: PostgreSQL refuses to run as root, and nothing here needs to.
RUN useradd --system --create-home --uid 10001 chengdan && mkdir /data && chown chengdan:chengdan /data
USER chengdan
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3300 CHENGDAN_DATA=/data
VOLUME /data
EXPOSE 3300
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3300) + '/api/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--disable-warning=ExperimentalWarning", "src/cli.ts"]
CMD ["start"]
