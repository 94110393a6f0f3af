/* Private to net/: one request by libcurl and its answer, without redirects.
 * The target is judged here: the address that is connected to or, behind a proxy, every address that the
 * target's name has. Nothing is taken from the environment unless the options say so. */
#ifndef SSE_SOURCE_NET_TRANSFER_H
#define SSE_SOURCE_NET_TRANSFER_H

#include "base/buffer.h"
#include "base/deadline.h"
#include "source/source.h"

#include <curl/curl.h>

/* The caller fills in the request; transfer_perform sets the rest. */
struct transfer {
  CURL *curl;
  const source_options *options;
  const source_fetched *known; /* the validators to send */
  struct timespec deadline;
  FILE *file;          /* receives the body */
  int64_t size_most;   /* bytes of it */
  sse_buffer location; /* the header of that name, as written; the caller resets it */
  int64_t size;        /* bytes of the body */
  CURLcode result;
  long code;      /* the HTTP status, if the result is CURLE_OK */
  long delay;     /* seconds after which the server wants the next request; 0 if it does not say */
  bool refused;   /* the address is private */
  bool too_large; /* the body is longer than size_most */
  int unwritten;  /* the errno value of a failure to write the body to the file; 0 if there was none */
  char error[CURL_ERROR_SIZE]; /* libcurl's message; may be empty, and may contain addresses */
};

/* Requests `address`, which must be valid. The validators, media type and charset of the answer go into
 * `fetched`, the body into the file, which is emptied first. Errors: SSE_NO_MEMORY, and SSE_IO for the file;
 * `transfer` says how the request ended. */
sse_status transfer_perform(struct transfer *transfer, const char *address, source_fetched *fetched,
                            sse_error *err);

#endif
