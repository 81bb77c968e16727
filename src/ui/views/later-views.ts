import article from './article/Article.css?inline';
import { Article } from './article/Article.tsx';
import rating from './rating/Rating.css?inline';
import { Rating } from './rating/Rating.tsx';
import { Request } from './requests/Request.tsx';
import requests from './requests/Requests.css?inline';
import { Requests } from './requests/Requests.tsx';
import ticket from './ticket/Ticket.css?inline';
import { Ticket } from './ticket/Ticket.tsx';

/** Every view but the first, and their style rules: a chunk of its own, fetched while the visitor reads the first. */
export const laterViews = {
  views: { Article, Rating, Request, Requests, Ticket },
  css: [article, ticket, requests, rating].join('\n'),
};

export type LaterViews = typeof laterViews;
