/* An archive on the web: what the folder web/ offers to the programs.
 * One call answers requests for pages, an API and feeds until the process is told to end.
 * It only reads: the index is opened anew, without a failed request, whenever another was swapped in. */
#ifndef SSE_WEB_SERVE_H
#define SSE_WEB_SERVE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum {
  SERVE_TIME_LIMIT = 2000,       /* milliseconds of a search, by default, */
  SERVE_TIME_LIMIT_MOST = 60000, /* and at the most */
  SERVE_CACHE = 16,              /* megabytes of answers that are kept, by default, */
  SERVE_CACHE_MOST = 4096,       /* and at the most */
  SERVE_BRAND_MOST = 512 * 1024  /* bytes of a logo or a style sheet */
};

/* All text is borrowed and outlives the call. */
typedef struct serve_options {
  const char *const *dbs;   /* the index, or the archives that are served as one */
  size_t db_count;          /* one at the least */
  const char *synonyms;     /* a file of them; NULL for those built in, "" for none */
  const char *thesaurus;    /* a file of SKOS; NULL or "" for none */
  const char *listen;       /* HOST:PORT or [HOST]:PORT; port 0 is any free one */
  const char *url;          /* the address that readers see, behind a proxy; NULL: as they asked */
  const char *title;        /* of the archive */
  const char *about;        /* a line about it; NULL */
  const char *logo, *style; /* files: an image, and a style sheet that comes after ours; NULL */
  const char *color;        /* #rrggbb or #rgb; NULL: ours */
  const char *const *links; /* at the foot of pages, each a text, a space and an address */
  size_t link_count;
  const char *cors;    /* the origins whose scripts may read answers of the API, or "*"; NULL for none */
  const char *metrics; /* where health and metrics are, HOST:PORT, and nowhere else; NULL: beside pages */
  const char *missed;  /* a file of the searches that found nothing; NULL for none */
  const char *embed;   /* the origins whose pages may show ours in a frame, and ask the API, as above */
  const char *archive_link; /* as in render_options; NULL for none */
  double half_life;         /* as in search_options */
  unsigned time_limit;      /* milliseconds of a search */
  size_t cache;             /* bytes of answers that are kept; 0 for none */
  bool trust_proxy; /* who asks is in X-Forwarded-For, and connections of an address are not counted */
  bool quiet;       /* no access log on standard output */
} serve_options;

/* Serves until SIGTERM or SIGINT, then finishes the requests at hand. Listens on the sockets that
 * systemd passes (sd_listen_fds(3)) where there are any, else on `options->listen` and `options->metrics`.
 * Blocks these signals in the calling thread, and ignores SIGPIPE. Errors: SSE_INVALID for an address that is
 * none, SSE_IO where it cannot be listened on, those of index_open, query_synonyms and
 * thesaurus_open, SSE_NO_MEMORY. */
sse_status serve_run(const serve_options *options, sse_error *err);

#endif
