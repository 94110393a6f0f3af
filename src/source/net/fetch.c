/* Fetching an address: one answer into a temporary file, requested only if it is newer than what was read.
 * Redirects are followed here, so that each of them is judged and the last address is known. Requests to a
 * server are at least a second apart; an overloaded one is retried, all within one deadline. */
#include "source/net/fetch.h"
#include "base/stream.h"
#include "base/url.h"
#include "source/format/readers.h"
#include "source/net/discover.h"
#include "source/net/trail.h"
#include "source/net/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
  ATTEMPTS = 3,
  TOTAL_S = 120,
  REDIRECTS = 5,
  HOST_SIZE = 256,
  HOSTS = 64 /* for which the time of the last request is kept */
};
static const int64_t size_most = (int64_t)256 * 1024 * 1024;

struct source_fetcher {
  CURL *curl;
  struct {
    char name[HOST_SIZE];
    struct timespec next; /* no request before this */
  } hosts[HOSTS];
  size_t host_count;
};

/* The current fetch. */
struct fetch {
  struct transfer transfer;
  source_fetcher *fetcher;
  const fetch_judge *judge; /* of redirects; NULL allows all */
  source_fetched known;     /* the validators to send */
  source_fetched *fetched;  /* the answer */
  const char *requested;    /* the address, for messages */
  sse_buffer name;          /* the same, followed by where redirects led */
  sse_str start;            /* the first address, made valid */
  sse_buffer address;       /* the current address */
  sse_buffer moved; /* the target of the permanent redirects that came before all others; empty if none did */
  long seconds;     /* that it may take */
  int hops, permanent; /* redirects so far, and the permanent ones among them */
};

sse_status source_fetcher_new(source_fetcher **fetcher, sse_error *err) {
  source_fetcher *made = calloc(1, sizeof *made);
  *fetcher = NULL;
  if (!made || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    free(made);
    return sse_fail_memory(err);
  }
  made->curl = curl_easy_init();
  if (!made->curl) {
    source_fetcher_free(made);
    return sse_fail_memory(err);
  }
  *fetcher = made;
  return SSE_OK;
}

void source_fetcher_free(source_fetcher *fetcher) {
  if (!fetcher) return;
  curl_easy_cleanup(fetcher->curl);
  curl_global_cleanup();
  free(fetcher);
}

/* ---- Patience ---------------------------------------------------------------------------------- */

static void sleep_until(const struct timespec *when) {
  int result;
  do {
    result = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, when, NULL);
  } while (result == EINTR);
}

/* The host of an address, with its port: requests to it are a second apart. */
static sse_str host_of(sse_str address) {
  sse_str authority = sse_url_authority(address);
  const char *at = authority.length > 0 ? memrchr(authority.data, '@', authority.length) : NULL;
  sse_str host =
      at ? sse_str_part(authority, (size_t)(at - authority.data) + 1, authority.length) : authority;
  return sse_str_part(host, 0, host.length < HOST_SIZE ? host.length : HOST_SIZE - 1);
}

/* The index of a host in the table. If the table is full, a new host replaces the one that may be requested
 * soonest. */
static size_t find_host(source_fetcher *fetcher, sse_str host) {
  size_t first = 0;
  for (size_t i = 0; i < fetcher->host_count; i++) {
    if (sse_str_is(host, fetcher->hosts[i].name)) return i;
    if (sse_deadline_left(fetcher->hosts[i].next) < sse_deadline_left(fetcher->hosts[first].next)) first = i;
  }
  size_t at = fetcher->host_count < HOSTS ? fetcher->host_count++ : first;
  memcpy(fetcher->hosts[at].name, host.data, host.length);
  fetcher->hosts[at].name[host.length] = '\0';
  fetcher->hosts[at].next = sse_deadline_in(0);
  return at;
}

/* Waits until a second has passed since the last request to the same host. The wait does not count against
 * the server: the deadline is moved accordingly. */
static void wait_for_turn(struct fetch *fetch) {
  source_fetcher *fetcher = fetch->fetcher;
  size_t host = find_host(fetcher, host_of(sse_buffer_str(&fetch->address)));
  unsigned left = sse_deadline_left(fetch->transfer.deadline);
  sleep_until(&fetcher->hosts[host].next);
  fetch->transfer.deadline = sse_deadline_in(left);
  fetcher->hosts[host].next = sse_deadline_in(1000);
}

/* Seconds to wait before the next attempt; 0 if another attempt will not change the answer, or if there is
 * not enough time. */
static long delay_of(const struct transfer *transfer, int attempt) {
  CURLcode result = transfer->result;
  bool passing = result == CURLE_COULDNT_CONNECT || result == CURLE_OPERATION_TIMEDOUT ||
                 result == CURLE_GOT_NOTHING || result == CURLE_RECV_ERROR ||
                 result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_PARTIAL_FILE;
  bool is_busy = result == CURLE_OK && (transfer->code == 429 || transfer->code >= 500);
  if ((!passing && !is_busy) || transfer->refused || attempt + 1 == ATTEMPTS) return 0;
  long delay = transfer->delay > 0 ? transfer->delay : 1L << attempt;
  return delay < (long)(sse_deadline_left(transfer->deadline) / 1000) ? delay : 0;
}

/* ---- Redirects --------------------------------------------------------------------------------- */

static bool is_redirect(const struct transfer *transfer) {
  long code = transfer->code;
  return transfer->result == CURLE_OK && transfer->location.length > 0 &&
         ((code >= 301 && code <= 303) || code == 307 || code == 308);
}

static sse_status fail_with(const struct fetch *fetch, sse_status status, const char *what, sse_str detail,
                            sse_error *err) {
  sse_buffer text = {0};
  sse_url_append_redacted(&text, detail);
  if (text.failed) {
    status = sse_fail_memory(err);
  } else {
    (void)sse_fail(err, status, "%s: %s%s", fetch->name.data, what, text.data ? text.data : "");
  }
  sse_buffer_reset(&text);
  return status;
}

/* Names the fetch in messages: by what was requested and, after redirects, where they led. */
static sse_status make_name(struct fetch *fetch, sse_error *err) {
  sse_buffer_clear(&fetch->name);
  sse_buffer_append_text(&fetch->name, fetch->requested);
  if (fetch->hops > 0) {
    sse_buffer_append_text(&fetch->name, " (redirected to ");
    sse_url_append_redacted(&fetch->name, sse_buffer_str(&fetch->address));
    sse_buffer_append_text(&fetch->name, ")");
  }
  return fetch->name.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Moves on to the address that a redirect names. */
static sse_status follow(struct fetch *fetch, sse_error *err) {
  sse_buffer next = {0};
  sse_str location = sse_buffer_str(&fetch->transfer.location);
  if (fetch->hops == REDIRECTS)
    return sse_fail(err, SSE_NOT_FOUND, "%s: redirects more than %d times", fetch->requested, REDIRECTS);
  sse_url_resolve(location, sse_buffer_str(&fetch->address), &next);
  if (next.failed) {
    sse_buffer_reset(&next);
    return sse_fail_memory(err);
  }
  if (next.length == 0)
    return fail_with(fetch, SSE_NOT_FOUND, "redirects to something other than a web address: ", location,
                     err);
  sse_status status =
      fetch->judge ? fetch->judge->allow(fetch->judge->context, sse_buffer_str(&next), err) : SSE_OK;
  if (status) {
    sse_buffer_reset(&next);
    return status;
  }
  fetch->hops++;
  if (fetch->transfer.code == 301 || fetch->transfer.code == 308) fetch->permanent++;
  sse_buffer_reset(&fetch->address);
  fetch->address = next;
  if (fetch->hops == fetch->permanent) {
    sse_buffer_clear(&fetch->moved);
    sse_url_append_anonymous(&fetch->moved, sse_buffer_str(&fetch->address));
  }
  return fetch->moved.failed ? sse_fail_memory(err) : make_name(fetch, err);
}

/* ---- Attempts ---------------------------------------------------------------------------------- */

static sse_status fail_store(const struct fetch *fetch, int number, sse_error *err) {
  return sse_fail_errno(err, number, fetch->requested,
                        "cannot be stored in a temporary file (in TMPDIR, else /tmp)");
}

/* Reports why there is no usable answer. */
static sse_status fail(const struct fetch *fetch, sse_error *err) {
  const struct transfer *transfer = &fetch->transfer;
  sse_str error = sse_str_of(transfer->error[0] ? transfer->error : curl_easy_strerror(transfer->result));
  if (transfer->refused && transfer->error[0] && transfer->options->proxy)
    return fail_with(fetch, SSE_DENIED, "", error, err);
  if (transfer->refused)
    return sse_fail(err, SSE_DENIED, "%s: is an address of a private network; --allow-private allows it",
                    fetch->name.data);
  if (transfer->unwritten) return fail_store(fetch, transfer->unwritten, err);
  if (transfer->too_large)
    return sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %lld bytes", fetch->name.data,
                    (long long)size_most);
  if (transfer->result == CURLE_OPERATION_TIMEDOUT && sse_deadline_is_over(transfer->deadline))
    return sse_fail(err, SSE_TIMEOUT, "%s: was not read within %ld seconds", fetch->name.data,
                    fetch->seconds);
  if (transfer->result != CURLE_OK) return fail_with(fetch, SSE_IO, "", error, err);
  if (transfer->code == 410 && fetch->hops == fetch->permanent)
    return sse_fail(err, SSE_GONE,
                    "%s: is gone for good (the server answers 410); it will not be requested again",
                    fetch->name.data);
  bool is_in_trouble = transfer->code >= 500 || transfer->code == 429;
  return sse_fail(err, is_in_trouble ? SSE_IO : SSE_NOT_FOUND, "%s: the server answers %ld", fetch->name.data,
                  transfer->code);
}

static sse_status attempt(struct fetch *fetch, sse_error *err) {
  const struct transfer *transfer = &fetch->transfer;
  fetch->hops = fetch->permanent = 0;
  sse_buffer_clear(&fetch->moved);
  sse_buffer_clear(&fetch->address);
  sse_buffer_append_str(&fetch->address, fetch->start);
  sse_status named = fetch->address.failed ? sse_fail_memory(err) : make_name(fetch, err);
  if (named) return named;
  for (;;) {
    wait_for_turn(fetch);
    sse_status status = transfer_perform(&fetch->transfer, fetch->address.data, fetch->fetched, err);
    if (status) return status;
    if (!is_redirect(transfer)) break;
    status = follow(fetch, err);
    if (status) return status;
  }
  bool is_answer = transfer->result == CURLE_OK;
  fetch->fetched->is_same = is_answer && transfer->code == 304;
  if (is_answer && (transfer->code == 304 || (transfer->code >= 200 && transfer->code < 300))) return SSE_OK;
  return fail(fetch, err);
}

static sse_status attempts(struct fetch *fetch, sse_error *err) {
  sse_status status;
  long delay;
  int number = 0;
  do {
    status = attempt(fetch, err);
    delay = status ? delay_of(&fetch->transfer, number++) : 0;
    if (delay > 0) {
      struct timespec when = sse_deadline_in((unsigned)delay * 1000);
      sleep_until(&when);
    }
  } while (delay > 0);
  return status;
}

/* Opens the file that receives the answer. */
static sse_status open_file(struct fetch *fetch, FILE **file, sse_error *err) {
  source_fetched *fetched = fetch->fetched;
  const char *folder = getenv("TMPDIR");
  int length = snprintf(fetched->path, sizeof fetched->path, "%s/ssesearch-XXXXXX",
                        folder && *folder ? folder : "/tmp");
  if ((size_t)length >= sizeof fetched->path) {
    fetched->path[0] = '\0';
    return fail_store(fetch, ENAMETOOLONG, err);
  }
  int descriptor = mkostemp(fetched->path, O_CLOEXEC);
  if (descriptor < 0) {
    sse_status status = fail_store(fetch, errno, err);
    fetched->path[0] = '\0';
    return status;
  }
  *file = fdopen(descriptor, "wb");
  if (*file) return SSE_OK;
  (void)close(descriptor); /* nothing was written */
  return sse_fail_memory(err);
}

/* Fetches `fetch->start`, with retries and redirects. */
static sse_status run(struct fetch *fetch, sse_error *err) {
  source_fetched *fetched = fetch->fetched;
  fetch->transfer.deadline = sse_deadline_in((unsigned)fetch->seconds * 1000);
  sse_status status = open_file(fetch, &fetch->transfer.file, err);
  if (status) return status;
  status = attempts(fetch, err);
  if (fclose(fetch->transfer.file) != 0 && !status) status = fail_store(fetch, errno, err);
  if (status) return status;
  sse_url_append_anonymous(&fetched->address, sse_buffer_str(&fetch->address));
  if (fetch->moved.length > 0)
    sse_buffer_printf(&fetched->notice, "has moved to %s; change the address of the source",
                      fetch->moved.data);
  return fetched->address.failed || fetched->notice.failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status fetch_one(source_fetcher *fetcher, const char *address, const source_options *options,
                            const fetch_judge *judge, source_fetched *fetched, sse_error *err) {
  enum { SECONDS_MOST = 86400 };
  sse_buffer name = {0}, start = {0};
  long seconds = options->timeout > 0 ? options->timeout : TOTAL_S;
  struct fetch fetch = {.fetcher = fetcher,
                        .judge = judge,
                        .known = *fetched,
                        .fetched = fetched,
                        .seconds = seconds < SECONDS_MOST ? seconds : SECONDS_MOST,
                        .transfer = {.curl = fetcher->curl, .options = options, .size_most = size_most}};
  sse_status status;
  fetch.transfer.known = &fetch.known;
  sse_url_append_redacted(&name, sse_str_of(address));
  sse_url_append_valid(&start, sse_str_of(address));
  fetch.requested = name.data;
  fetch.start = sse_buffer_str(&start);
  if (name.failed || start.failed) {
    status = sse_fail_memory(err);
  } else if (start.length == 0) {
    status = sse_fail(err, SSE_INVALID, "%s: is not a valid web address", name.data ? name.data : "");
  } else {
    status = run(&fetch, err);
  }
  if (status) {
    source_fetched_remove(fetched);
    memcpy(fetched->etag, fetch.known.etag, sizeof fetched->etag);
    memcpy(fetched->modified, fetch.known.modified, sizeof fetched->modified);
  }
  sse_buffer_reset(&name);
  sse_buffer_reset(&start);
  sse_buffer_reset(&fetch.address);
  sse_buffer_reset(&fetch.moved);
  sse_buffer_reset(&fetch.name);
  sse_buffer_reset(&fetch.transfer.location);
  return status;
}

/* Fails if the answer is a page. A feed may be served as text/html, so its beginning decides. */
static sse_status check_feed(const source_fetched *found, const char *feed, sse_error *err) {
  enum { LOOKED_AT = 4096 };
  sse_buffer head = {0};
  if (strncasecmp(found->type.data ? found->type.data : "", "text/html", 9) != 0) return SSE_OK;
  sse_status status = sse_file_beginning(found->path, LOOKED_AT, &head, err);
  sse_str text = sse_str_trim(sse_buffer_str(&head));
  bool is_feed = feed_detect(text) || (text.length > 0 && text.data[0] == '{');
  if (!status && !is_feed) status = sse_fail(err, SSE_NOT_FOUND, "%s: is a page and not a feed", feed);
  sse_buffer_reset(&head);
  return status;
}

/* Fetches a feed that a page names, unless it is unchanged since its validators in the trail `known`. */
static sse_status fetch_feed(source_fetcher *fetcher, const char *feed, const source_options *options,
                             sse_str known, source_fetched *found, sse_error *err) {
  trail_stop stop;
  size_t position = 0;
  found->etag[0] = found->modified[0] = '\0';
  if (trail_next(known, &position, &stop) && sse_str_equal(stop.address, sse_str_of(feed)))
    trail_recall(&stop, found);
  sse_status status = fetch_one(fetcher, feed, options, NULL, found, err);
  if (status == SSE_GONE) /* the page may name another one tomorrow */
    status = sse_fail(err, SSE_NOT_FOUND, "%s: is gone (the server answers 410)", feed);
  if (!status && !found->is_same) status = check_feed(found, feed, err);
  trail_add(&found->trail, TRAIL_FEED, sse_str_of(feed), found);
  sse_buffer_clear(&found->notice);
  sse_buffer_append_text(&found->notice, "is a page, reading its feed ");
  sse_url_append_redacted(&found->notice, sse_str_of(feed));
  if (!status && (found->notice.failed || found->trail.failed)) status = sse_fail_memory(err);
  found->is_feed_of_page = true;
  if (status) source_fetched_remove(found);
  return status;
}

/* Replaces the page by the first of its feeds that answers; `feeds` has one a line. The page's validators are
 * kept. */
static sse_status follow_to_feed(source_fetcher *fetcher, const source_options *options, sse_str feeds,
                                 sse_str known, source_fetched *fetched, sse_error *err) {
  enum { FEEDS_MOST = 3 }; /* at most this many are tried */
  source_fetched found = {0};
  sse_buffer feed = {0};
  sse_str line;
  sse_status status = SSE_NOT_FOUND;
  size_t position = 0;
  for (int i = 0; i < FEEDS_MOST && status && status != SSE_NO_MEMORY; i++) {
    if (!sse_str_next(feeds, '\n', &position, &line) || line.length == 0) break;
    sse_buffer_clear(&feed);
    sse_buffer_append_str(&feed, line);
    status = feed.failed ? sse_fail_memory(err) : fetch_feed(fetcher, feed.data, options, known, &found, err);
  }
  sse_buffer_reset(&feed);
  if (!status && fetched->notice.length > 0) {
    sse_buffer_append_text(&found.notice, "; it ");
    sse_buffer_append_str(&found.notice, sse_buffer_str(&fetched->notice));
    found.is_feed_of_page = false;
    if (found.notice.failed) status = sse_fail_memory(err);
  }
  memcpy(found.etag, fetched->etag, sizeof found.etag);
  memcpy(found.modified, fetched->modified, sizeof found.modified);
  source_fetched_remove(fetched);
  if (status) {
    source_fetched_remove(&found);
  } else {
    *fetched = found;
  }
  return status;
}

/* Appends the feeds that a page names, one a line; if the page is unchanged, the feed that was read last
 * time. */
static sse_status find_feeds(const source_fetched *page, sse_str known, sse_buffer *feeds, sse_error *err) {
  trail_stop stop;
  size_t position = 0;
  if (!page->is_same) return discover_feeds(page->path, sse_buffer_str(&page->address), feeds, err);
  if (trail_next(known, &position, &stop) && stop.kind == TRAIL_FEED)
    sse_buffer_append_str(feeds, stop.address);
  return feeds->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Requests the records of an OAI-PMH server (OAI-PMH 2.0, 4.5), since the last known day. An address that
 * already has a request, such as that of a further page, is used as it is. */
static sse_status fetch_records(source_fetcher *fetcher, const char *address, const source_options *options,
                                source_fetched *fetched, sse_error *err) {
  char since[SOURCE_VALIDATOR_SIZE];
  sse_date date;
  sse_buffer request = {0};
  memcpy(since, fetched->modified, sizeof since);
  fetched->etag[0] = fetched->modified[0] = '\0';
  sse_buffer_append_text(&request, address);
  if (!strstr(address, "verb=")) {
    sse_buffer_append_text(&request, strchr(address, '?') ? "&" : "?");
    sse_buffer_append_text(&request, "verb=ListRecords");
    if (!strstr(address, "metadataPrefix=")) sse_buffer_append_text(&request, "&metadataPrefix=oai_dc");
    if (sse_date_parse(sse_str_of(since), &date)) sse_buffer_printf(&request, "&from=%s", since);
  }
  sse_status status =
      request.failed ? sse_fail_memory(err) : fetch_one(fetcher, request.data, options, NULL, fetched, err);
  memcpy(fetched->modified, since, sizeof since);
  fetched->etag[0] = '\0';
  sse_buffer_reset(&request);
  return status;
}

/* Fetches an address; if it is a page with a feed, fetches that feed instead. */
static sse_status fetch_address(source_fetcher *fetcher, const char *address, const source_options *options,
                                sse_str known, source_fetched *fetched, sse_error *err) {
  sse_buffer feeds = {0};
  sse_status status = options->oai ? fetch_records(fetcher, address, options, fetched, err)
                                   : fetch_one(fetcher, address, options, NULL, fetched, err);
  if (!status && !options->format) status = find_feeds(fetched, known, &feeds, err);
  bool is_same = fetched->is_same;
  if (!status && feeds.length > 0) {
    status = follow_to_feed(fetcher, options, sse_buffer_str(&feeds), known, fetched, err);
    if (status && is_same && status != SSE_NO_MEMORY) { /* the page may name other feeds by now */
      fetched->etag[0] = fetched->modified[0] = '\0';
      status = fetch_address(fetcher, address, options, (sse_str){0}, fetched, err);
    }
  }
  sse_buffer_reset(&feeds);
  return status;
}

/* Ends a fetch: names what was fetched, or removes what is left of it. */
static sse_status finish(sse_status status, const char *address, source_fetched *fetched, sse_error *err) {
  if (!status) sse_url_append_anonymous(&fetched->name, sse_str_of(address));
  if (!status && fetched->name.failed) status = sse_fail_memory(err);
  if (status) source_fetched_remove(fetched);
  return status;
}

sse_status fetch_plain(source_fetcher *fetcher, const char *address, const source_options *options,
                       const fetch_judge *judge, source_fetched *fetched, sse_error *err) {
  return finish(fetch_one(fetcher, address, options, judge, fetched, err), address, fetched, err);
}

sse_status source_fetch(source_fetcher *fetcher, const char *address, const source_options *options,
                        source_fetched *fetched, sse_error *err) {
  sse_buffer known = fetched->trail;
  fetched->trail = (sse_buffer){0};
  sse_status status = fetch_address(fetcher, address, options, sse_buffer_str(&known), fetched, err);
  sse_buffer_reset(&known);
  return finish(status, address, fetched, err);
}

void source_fetched_remove(source_fetched *fetched) {
  if (fetched->path[0])
    (void)unlink(fetched->path); /* if this fails, the system cleans up its temporary folder */
  fetched->path[0] = '\0';
  sse_buffer_reset(&fetched->name);
  sse_buffer_reset(&fetched->address);
  sse_buffer_reset(&fetched->type);
  sse_buffer_reset(&fetched->charset);
  sse_buffer_reset(&fetched->notice);
  sse_buffer_reset(&fetched->trail);
  fetched->is_feed_of_page = false;
}
