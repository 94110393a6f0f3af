/* Private to net/: one request by libcurl and its answer, without redirects.
 * Where it may go is judged here: the address that is connected to, or, behind a proxy, every address that
 * the target's name has. Nothing is taken from the environment unless the options say so. */
#ifndef SSE_SOURCE_NET_TRANSFER_H
#define SSE_SOURCE_NET_TRANSFER_H

#include "base/buffer.h"
#include "base/deadline.h"
#include "source/source.h"

#include <curl/curl.h>

/* The caller fills in what is asked; transfer_perform sets the rest. */
struct transfer {
  CURL *curl;
  const source_options *options;
  const source_fetched *known; /* the validators to send */
  struct timespec deadline;
  FILE *file;          /* receives the body */
  int64_t size_most;   /* bytes of it */
  sse_buffer location; /* that the answer names, as it stands there; the caller's to reset */
  int64_t size;        /* bytes of the body */
  CURLcode result;
  long code;      /* HTTP's, where the result is CURLE_OK */
  long delay;     /* seconds after which the server wants to be asked again; 0 where it does not say */
  bool refused;   /* the address is private */
  bool too_large; /* the body is longer than size_most */
  char error[CURL_ERROR_SIZE]; /* what libcurl says; may be empty, and may have addresses in it */
};

/* Asks `address`, a valid one. Validators, media type and charset of the answer go into `fetched`, the body
 * into the file, which is emptied first. Errors: SSE_NO_MEMORY, and SSE_IO for the file; how the request
 * ended is in `transfer`. */
sse_status transfer_perform(struct transfer *transfer, const char *address, source_fetched *fetched,
                            sse_error *err);

#endif
