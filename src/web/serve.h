/* The web server of an archive: what the folder web/ offers to the programs.
 * One call answers requests for pages, an API and feeds until the process is told to end.
 * It only reads. An index that was replaced is opened again without a failed request. */
#ifndef SSE_WEB_SERVE_H
#define SSE_WEB_SERVE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum {
  SERVE_TIME_LIMIT = 2000,       /* milliseconds of a search, by default */
  SERVE_TIME_LIMIT_MOST = 60000, /* at most */
  SERVE_CACHE = 16,              /* megabytes of cached answers, by default */
  SERVE_CACHE_MOST = 4096,       /* at most */
  SERVE_BRAND_MOST = 512 * 1024  /* bytes of a logo or a style sheet */
};

/* All text is borrowed, and must outlive the call. */
typedef struct serve_options {
  const char *const *dbs;   /* the index, or the archives served as one */
  size_t db_count;          /* at least one */
  const char *synonyms;     /* a file of synonyms; NULL for the built-in ones, "" for none */
  const char *thesaurus;    /* a SKOS file; NULL or "" for none */
  const char *listen;       /* HOST:PORT or [HOST]:PORT; port 0 is any free port */
  const char *url;          /* the public address, behind a proxy; NULL: the one of the request */
  const char *title;        /* of the archive */
  const char *about;        /* a line about the archive, or NULL */
  const char *logo, *style; /* files: an image, and a style sheet that is loaded after ours; or NULL */
  const char *color;        /* #rrggbb or #rgb; NULL for the default */
  const char *const *links; /* for the footer of pages, each a text, a space and an address */
  size_t link_count;
  const char *cors;    /* the origins whose scripts may read answers of the API, or "*"; NULL for none */
  const char *metrics; /* HOST:PORT, the only place of health and metrics; NULL: where the pages are */
  const char *missed;  /* the file to record searches that found nothing; NULL for none */
  const char *embed;   /* the origins whose pages may embed ours in a frame, and use the API, as in `cors` */
  const char *archive_link; /* as in render_options; NULL for none */
  double half_life;         /* as in search_options */
  unsigned time_limit;      /* milliseconds of a search */
  size_t cache;             /* bytes of cached answers; 0 for no cache */
  bool trust_proxy; /* clients are named in X-Forwarded-For; connections per address are not limited */
  bool quiet;       /* no access log on standard output */
} serve_options;

/* Serves until SIGTERM or SIGINT, then finishes the current requests. Listens on the sockets that systemd
 * passes (sd_listen_fds(3)), if any, else on `options->listen` and `options->metrics`. Blocks these signals
 * in the calling thread, and ignores SIGPIPE. Errors: SSE_INVALID for a malformed address, SSE_IO if it
 * cannot be listened on, those of index_open, query_synonyms and thesaurus_open, SSE_NO_MEMORY. */
sse_status serve_run(const serve_options *options, sse_error *err);

#endif
