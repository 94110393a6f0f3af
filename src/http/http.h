/* HTTP as a server speaks it (RFC 9110, RFC 9112): what the folder http/ offers to the others.
 * A handler is given requests and fills in answers. Connections and their limits, requests that are none,
 * conditions, ranges, codings, the log and counters are seen to here; of what is served nothing is known. */
#ifndef SSE_HTTP_H
#define SSE_HTTP_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
  HTTP_CONNECTIONS = 512,
  HTTP_PER_ADDRESS = 128, /* connections of one address */
  HTTP_TAG_SIZE = 24,
  HTTP_HEADERS_MOST = 24, /* that a handler may add */
  HTTP_LISTENERS_MOST = 2,
  HTTP_ADDRESS_SIZE = 300
};

typedef struct http_pair {
  const char *name, *value; /* never NULL */
} http_pair;

/* A request that RFC 9112 has nothing against. All is borrowed and lasts as long as the call. */
typedef struct http_request {
  const char *method;
  const char *path;            /* decoded */
  const char *query;           /* what came after its question mark, as it came; NULL for none */
  const http_pair *parameters; /* of the query, decoded, in their order */
  size_t parameter_count;
  const http_pair *headers; /* each name once: lines of the same are one list (RFC 9110, 5.3) */
  size_t header_count;
} http_request;

/* A body that is made while it is sent, piece by piece, so that it needs no more memory than one. */
typedef struct http_stream {
  void *context;
  /* Writes a piece; `*ends` is set with the last one. After an error the connection is closed, so that the
   * client sees that something is missing. Called in the connection's thread. */
  sse_status (*write)(void *context, FILE *out, bool *ends, sse_error *err);
  void (*free)(void *context);
} http_stream;

/* An answer. Begins with a status and all else zero; what is in it is freed once it is sent. */
typedef struct http_answer {
  unsigned status;             /* RFC 9110, 15 */
  const char *type;            /* borrowed, as the next three; NULL for none */
  const char *language, *vary; /* Content-Language; a request header on which it depends, too */
  unsigned max_age; /* seconds for which nobody has to ask again; 0: ask each time whether it is the same */
  char *body;       /* malloc's; NULL for none */
  size_t length;
  http_stream stream;      /* in place of a body */
  char tag[HTTP_TAG_SIZE]; /* its ETag (8.8.3); "" for none */
  char *location;          /* malloc's; NULL for none */
  struct {
    const char *name; /* borrowed */
    char *value;      /* malloc's */
  } headers[HTTP_HEADERS_MOST];
  size_t header_count;
  bool failed; /* memory was short for a header: it is not sent */
  bool closes; /* the connection, once it is sent */
} http_answer;

/* Both are called from the threads of connections, several at a time. */
typedef struct http_handler {
  void *context;
  /* Answers GET and HEAD. */
  void (*answer)(void *context, const http_request *request, http_answer *answer);
  /* Says why a request is refused: another method (405), a body (413), an address (414) or headers (431)
   * that are too long, another version (505), or what RFC 9112 forbids (400). May answer OPTIONS instead. */
  void (*refuse)(void *context, const http_request *request, unsigned status, const char *why,
                 http_answer *answer);
} http_handler;

/* The value of a header, its name in any case; NULL where there is none. */
const char *http_header(const http_request *request, const char *name);
/* True where If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2): the answer is that nothing
 * has changed, and needs not to be made. */
bool http_is_known(const http_request *request, const char *tag);
/* True where Accept (12.5.1) has a type by name, and takes it at least as gladly as the other one. */
bool http_prefers(const http_request *request, const char *type, const char *other);
/* Adds a header; its value is copied. Where memory is short, the answer has failed. */
void http_add_header(http_answer *answer, const char *name, const char *value);
/* Frees what an answer holds, and leaves it empty. */
void http_answer_reset(http_answer *answer);

/* ---- Servers ------------------------------------------------------------------------------------ */

/* A place to listen at and who answers there. */
typedef struct http_listener {
  const char *place; /* HOST:PORT or [HOST]:PORT; port 0 is any free one */
  http_handler handler;
} http_listener;

typedef struct http_options {
  const http_listener *listeners; /* on the sockets that systemd passes (sd_listen_fds(3)), in their order, */
  size_t count;                   /* where there are any; HTTP_LISTENERS_MOST at the most */
  bool trust_proxy; /* who asks is in X-Forwarded-For, and connections of an address are not counted */
  bool quiet;       /* no access log on standard output */
  void (*listening)(void *context); /* called once sockets are open, and before the first thread runs; NULL */
  void (*tick)(void *context);      /* called about once a second, in the thread of http_run; NULL */
  void *context;                    /* of both */
} http_options;

struct http_server;

/* Listens and answers. Blocks SIGTERM and SIGINT in the calling thread and all that it starts, and ignores
 * SIGPIPE. `options` is borrowed; `*made` is the caller's to free, whatever the result. Errors: SSE_INVALID
 * for a place that is none, SSE_IO where it cannot be listened at, SSE_NO_MEMORY. */
sse_status http_start(const http_options *options, struct http_server **made, sse_error *err);
/* Waits for SIGTERM or SIGINT, then lets the requests at hand end. */
void http_run(struct http_server *server);
void http_free(struct http_server *server); /* NULL is allowed */

/* Where a listener is: "http://127.0.0.1:8080/", with the port that the system chose; "" where that is not
 * known. */
void http_address(const struct http_server *server, size_t listener, char address[HTTP_ADDRESS_SIZE]);

/* Writes what the server has done, in Prometheus' text format 0.0.4; names begin with `prefix`. */
void http_put_metrics(struct http_server *server, const char *prefix, FILE *out);
/* Writes one value of it, without labels. */
void http_put_metric(FILE *out, const char *name, const char *type, const char *help, double value);

#endif
