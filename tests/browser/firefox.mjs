// Starts the Firefox that $FIREFOX names, spoken to in WebDriver BiDi: no driver in between.
import puppeteer from 'puppeteer-core';

export function launch() {
  return puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX });
}
