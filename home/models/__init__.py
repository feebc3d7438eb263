from home.models.contact import ContactPage
from home.models.content import ContentPage
from home.models.front import HomePage
from home.models.message import ContactMessage
from home.models.news import NewsIndexPage, NewsPage
from home.models.practice import PracticeIndexPage, PracticePage
from home.models.search import SearchEntry, SearchWord

__all__ = [
    "ContactMessage",
    "ContactPage",
    "ContentPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PracticeIndexPage",
    "PracticePage",
    "SearchEntry",
    "SearchWord",
]
