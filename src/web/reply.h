/* Private to web/: from what is asked for to what is answered, without HTTP's library, so that it can be
 * asked by a fuzzer too. */
#ifndef SSE_WEB_REPLY_H
#define SSE_WEB_REPLY_H

#include "web/server.h"

enum { REPLY_TAG_SIZE = 24 };

/* What a request is. All is borrowed. */
struct asked {
  const char *path; /* decoded */
  struct request *request;
  sse_status status; /* of reading the parameters, and what was wrong with them */
  sse_error err;
  const char *query; /* what came behind the path's question mark, as it came; NULL for none */
  const char *base;  /* as in struct call */
  const char *known; /* If-None-Match; NULL for none */
};

/* An answer before it is the library's. */
struct reply {
  unsigned status;
  answer_kind kind;
  const char *type;
  char *body; /* to be freed; NULL for none */
  size_t length;
  char tag[REPLY_TAG_SIZE]; /* its ETag; "" for none */
  bool is_lasting;
  bool closes;    /* the connection, once it is sent */
  char *location; /* to be freed; NULL for none */
};

/* Answers; an error is an answer, too. `reply` has the status ANSWER_OK, and nothing else. */
void reply_make(struct server *server, const struct asked *asked, struct reply *reply);
/* Says why a request is not answered, by one of the statuses that are errors of the client. */
void reply_refuse(const struct server *server, const struct asked *asked, unsigned status, const char *why,
                  struct reply *reply);
/* Answers the question of a browser whether a script of another origin may ask (Fetch, 4.9). False, and
 * nothing done, where no such script may, or it is not about the API. */
bool reply_preflight(const struct server *server, const struct asked *asked, struct reply *reply);

#endif
