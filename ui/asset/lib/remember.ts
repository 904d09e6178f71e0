// remember keeps a choice of this browser where the server sees it: in a
// cookie, for a year.
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=strict`;
}
