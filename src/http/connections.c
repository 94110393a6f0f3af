/* Connections and their deadlines.
 * The socket of a connection that is late is shut down, which the library's thread sees as its end. It is not
 * closed here, so its number cannot be reused for another connection meanwhile. */
#include "http/connections.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct connection {
  int socket;
  time_t end; /* by CLOCK_MONOTONIC */
  struct connection *next, *previous;
};

struct connections {
  pthread_mutex_t lock;
  struct connection *first;
  size_t count;
};

static time_t now(void) {
  struct timespec time = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &time); /* cannot fail for this clock */
  return time.tv_sec;
}

sse_status connections_new(struct connections **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (void)pthread_mutex_init(&(*made)->lock, NULL); /* cannot fail for a plain mutex */
  return SSE_OK;
}

void connections_free(struct connections *all) {
  if (!all) return;
  (void)pthread_mutex_destroy(&all->lock);
  free(all);
}

static void begin(struct connections *all, struct MHD_Connection *connection, void **place) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  struct connection *made = info ? calloc(1, sizeof *made) : NULL;
  *place = made; /* without memory, its deadlines are not enforced */
  if (!made) return;
  *made =
      (struct connection){.socket = info->connect_fd, .end = now() + CONNECTIONS_REQUEST, .next = all->first};
  if (all->first) all->first->previous = made;
  all->first = made;
  all->count++;
}

static void end(struct connections *all, void **place) {
  struct connection *ended = *place;
  if (!ended) return;
  *(ended->previous ? &ended->previous->next : &all->first) = ended->next;
  if (ended->next) ended->next->previous = ended->previous;
  all->count--;
  free(ended);
  *place = NULL;
}

void connections_notify(void *context, struct MHD_Connection *connection, void **place,
                        enum MHD_ConnectionNotificationCode code) {
  struct connections *all = context;
  (void)pthread_mutex_lock(&all->lock); /* cannot fail: no thread ends while it holds the lock */
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    begin(all, connection, place);
  } else {
    end(all, place);
  }
  (void)pthread_mutex_unlock(&all->lock);
}

static void set_end(struct connections *all, struct MHD_Connection *connection, time_t seconds) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  struct connection *known = info ? info->socket_context : NULL;
  if (!known) return;
  (void)pthread_mutex_lock(&all->lock);
  known->end = now() + seconds;
  (void)pthread_mutex_unlock(&all->lock);
}

void connections_arrived(struct connections *all, struct MHD_Connection *connection) {
  set_end(all, connection, CONNECTIONS_ANSWER);
}

void connections_answered(struct connections *all, struct MHD_Connection *connection) {
  set_end(all, connection, CONNECTIONS_REQUEST);
}

size_t connections_sweep(struct connections *all) {
  time_t time = now();
  size_t closed = 0;
  (void)pthread_mutex_lock(&all->lock);
  for (struct connection *one = all->first; one; one = one->next) {
    if (one->end > time) continue;
    (void)shutdown(one->socket, SHUT_RDWR); /* if it fails, the client closed it first */
    one->end = time + CONNECTIONS_ANSWER;   /* so that it is counted once */
    closed++;
  }
  (void)pthread_mutex_unlock(&all->lock);
  return closed;
}

size_t connections_count(struct connections *all) {
  (void)pthread_mutex_lock(&all->lock);
  size_t count = all->count;
  (void)pthread_mutex_unlock(&all->lock);
  return count;
}
