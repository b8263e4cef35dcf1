@rem The start script begins with "exec", so that a signal to npm reaches the server; Windows has no such command but this.
@%*
