/* A host and a port in their textual form. */
#include "testing.h"

#include "base/endpoint.h"

static void an_endpoint_is_a_host_and_a_port(void **state) {
  static const struct {
    const char *text, *host, *port; /* NULL if it is not an endpoint */
  } rows[] = {
      {"127.0.0.1:8080", "127.0.0.1", "8080"},
      {"example.org:0", "example.org", "0"},
      {"[::1]:65535", "::1", "65535"},
      {"example.org:65536", NULL, NULL},
      {"example.org:000080", NULL, NULL},
      {"example.org:", NULL, NULL},
      {"example.org", NULL, NULL},
      {"example.org:http", NULL, NULL},
      {"example.org:-1", NULL, NULL},
      {"::1:80", NULL, NULL},
      {"[::1]", NULL, NULL},
      {"[::1:80", NULL, NULL},
      {"::1]:80", NULL, NULL},
      {"[]:80", NULL, NULL},
      {":80", NULL, NULL},
      {"", NULL, NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char host[SSE_HOST_SIZE];
    const char *port;
    assert_int_equal(sse_endpoint_split(rows[i].text, host, &port), rows[i].host != NULL);
    if (!rows[i].host) continue;
    assert_string_equal(host, rows[i].host);
    assert_string_equal(port, rows[i].port);
  }
}

static void a_host_has_255_bytes_at_the_most(void **state) {
  char text[SSE_HOST_SIZE + 8], host[SSE_HOST_SIZE];
  const char *port;
  (void)state;
  memset(text, 'a', sizeof text);
  memcpy(text + 255, ":80", 4);
  assert_true(sse_endpoint_split(text, host, &port));
  assert_int_equal(strlen(host), 255);
  text[255] = 'a';
  memcpy(text + 256, ":80", 4);
  assert_false(sse_endpoint_split(text, host, &port));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_endpoint_is_a_host_and_a_port),
      cmocka_unit_test(a_host_has_255_bytes_at_the_most),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
