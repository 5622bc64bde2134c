"""The peer's side of `./factory bench crawl`.

crawl.py URL FEED      Scrapy over the site of URL, items into FEED; prints pages, seconds and processor seconds
"""
import json
import sys
import time

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess

SETTINGS = {
    "CONCURRENT_REQUESTS": 100,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 100,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "FEEDS": {sys.argv[2]: {"format": "jsonlines", "overwrite": True}},
}
taken = {"pages": 0}


class Pages(scrapy.Spider):
    """Every page once: its URL and its body, as our crawler publishes them."""

    name = "pages"
    start_urls = [sys.argv[1]]

    def parse(self, response):
        taken["pages"] += 1
        yield {"url": response.url, "body": response.text}
        yield from response.follow_all(css="a")


def opened(spider):
    taken["processor"] = -time.process_time()
    taken["seconds"] = -time.perf_counter()


def closed(spider, reason):
    taken["processor"] += time.process_time()
    taken["seconds"] += time.perf_counter()


process = CrawlerProcess(SETTINGS)
crawler = process.create_crawler(Pages)
crawler.signals.connect(opened, signal=signals.spider_opened)
crawler.signals.connect(closed, signal=signals.spider_closed)
process.crawl(crawler)
process.start()
print(json.dumps(taken))
