/* The server side of HTTP (RFC 9110, RFC 9112): what the folder http/ offers to the others.
 * A handler receives requests and fills in answers. The rest is done here, whatever is served: connections
 * and their limits, malformed requests, conditions, ranges, codings, the log and counters. */
#ifndef SSE_HTTP_H
#define SSE_HTTP_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
  HTTP_CONNECTIONS = 512,
  HTTP_PER_ADDRESS = 128, /* connections from one address */
  HTTP_TAG_SIZE = 24,
  HTTP_HEADERS_MOST = 24, /* that a handler may add */
  HTTP_LISTENERS_MOST = 2,
  HTTP_ADDRESS_SIZE = 300
};

typedef struct http_pair {
  const char *name, *value; /* never NULL */
} http_pair;

/* A request that is valid by RFC 9112. Everything is borrowed and valid during the call. */
typedef struct http_request {
  const char *method;
  const char *path;            /* decoded */
  const char *query;           /* after the question mark, as received; NULL if there is none */
  const http_pair *parameters; /* of the query, decoded, in order */
  size_t parameter_count;
  const http_pair *headers; /* each name once: fields of one name are joined (RFC 9110, 5.3) */
  size_t header_count;
} http_request;

/* A body that is generated while it is sent, so that only one piece is in memory at a time. */
typedef struct http_stream {
  void *context;
  /* Writes a piece; sets `*ends` with the last one. After an error the connection is closed, so that the
   * client sees that the body is incomplete. Called in the connection's thread. */
  sse_status (*write)(void *context, FILE *out, bool *ends, sse_error *err);
  void (*free)(void *context);
} http_stream;

/* An answer. Initially all is zero except the status; its contents are freed once it is sent. */
typedef struct http_answer {
  unsigned status;             /* RFC 9110, 15 */
  const char *type;            /* borrowed, as the next two; NULL for none */
  const char *language, *vary; /* Content-Language; a request header that the answer also depends on */
  unsigned max_age;            /* seconds that it stays fresh; 0: to be revalidated for each request */
  char *body;                  /* from malloc; NULL for none */
  size_t length;
  http_stream stream;      /* instead of a body */
  char tag[HTTP_TAG_SIZE]; /* its ETag (8.8.3); "" for none */
  char *location;          /* from malloc; NULL for none */
  struct {
    const char *name; /* borrowed */
    char *value;      /* from malloc */
  } headers[HTTP_HEADERS_MOST];
  size_t header_count;
  bool failed; /* memory was short for a header: the answer is not sent */
  bool closes; /* the connection is closed once it is sent */
} http_answer;

/* Both functions are called from the threads of connections, concurrently. */
typedef struct http_handler {
  void *context;
  /* Answers GET and HEAD. */
  void (*answer)(void *context, const http_request *request, http_answer *answer);
  /* Says why a request is refused: another method (405), a body (413), an address (414) or headers (431) that
   * are too long, another version (505), or a violation of RFC 9112 (400). May answer OPTIONS instead. */
  void (*refuse)(void *context, const http_request *request, unsigned status, const char *why,
                 http_answer *answer);
} http_handler;

/* The value of a header, whose name is matched in any case; NULL if there is none. */
const char *http_header(const http_request *request, const char *name);
/* Returns true if If-None-Match has the tag, by weak comparison (RFC 9110, 13.1.2). The answer is then 304,
 * and its body need not be generated. */
bool http_is_known(const http_request *request, const char *tag);
/* Returns true if Accept (12.5.1) names a type and its weight is at least that of the other one. */
bool http_prefers(const http_request *request, const char *type, const char *other);
/* Adds a header; its value is copied. Sets `failed` if memory is short. */
void http_add_header(http_answer *answer, const char *name, const char *value);
/* Frees the contents of an answer, and leaves it all zero. */
void http_answer_reset(http_answer *answer);

/* ---- Servers ------------------------------------------------------------------------------------ */

/* An address to listen on and its handler. */
typedef struct http_listener {
  const char *place; /* HOST:PORT or [HOST]:PORT; port 0 is any free port */
  http_handler handler;
} http_listener;

typedef struct http_options {
  const http_listener *listeners; /* use systemd's sockets in order, if there are any (sd_listen_fds(3)) */
  size_t count;                   /* at most HTTP_LISTENERS_MOST */
  bool trust_proxy; /* clients are named in X-Forwarded-For; connections per address are not limited */
  bool quiet;       /* no access log on standard output */
  void (*listening)(void *context); /* NULL, or called with open sockets and before the first thread */
  void (*tick)(void *context);      /* NULL, or called about once a second, in the thread of http_run */
  void *context;                    /* of both callbacks */
} http_options;

struct http_server;

/* Starts to listen and answer. Blocks SIGTERM and SIGINT in the calling thread and in all threads that it
 * starts, and ignores SIGPIPE. `options` is borrowed; the caller frees `*made`, whatever the result. Errors:
 * SSE_INVALID for a malformed address, SSE_IO if it cannot be listened on, SSE_NO_MEMORY. */
sse_status http_start(const http_options *options, struct http_server **made, sse_error *err);
/* Waits for SIGTERM or SIGINT, then lets the current requests finish. */
void http_run(struct http_server *server);
void http_free(struct http_server *server); /* NULL is allowed */

/* Writes the address of a listener, such as "http://127.0.0.1:8080/", with the port that the system chose; ""
 * if unknown. */
void http_address(const struct http_server *server, size_t listener, char address[HTTP_ADDRESS_SIZE]);

/* Writes the server's metrics in Prometheus' text format 0.0.4; names begin with `prefix`. */
void http_put_metrics(struct http_server *server, const char *prefix, FILE *out);
/* Writes one metric, without labels. */
void http_put_metric(FILE *out, const char *name, const char *type, const char *help, double value);

#endif
