setInterval(() => {
  for (const element of document.querySelectorAll('helplet-widget')) element.remove();
}, 1_000);
