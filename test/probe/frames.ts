/**
 * @file The sentences of the probe: `_` stands for a name. None of them is in the training corpora, and the sentences written for
 * training have other frames.
 */

const listed = (frames: string): readonly string[] => frames.trim().split('\n');

/** Sentences in which the name is a location. */
export const placeFrames = listed(`
_ has banned the import of used cars .
_ will never be the same again .
_ is bigger than most people think .
_ and its neighbors signed the treaty in May .
_ , which my parents left in 1962 , looks different today .
Yesterday _ woke up to heavy snow .
For years _ relied on cheap oil .
_ 's mayor and ministers declined to comment .
_ 's economy shrank by two percent last year .
People admire _ 's old trains .
The _ embassy was closed on Friday .
The _ economy is growing slowly .
A _ court sentenced the man to ten years .
We met a _ diplomat at the reception .
I miss _ !
Greetings from _ !
Wow , _ is so beautiful !
Hello _ !
_ , here we come !
God bless _ .
I have always wanted to see _ .
They flew over _ at night .
The army invaded _ in the spring .
She was born in _ and grew up on a farm .
He moved from _ to the countryside .
The road to _ is long .
Trade with _ fell sharply .
The storm is heading toward _ tonight .
Our office near _ is hiring .
The best coffee outside _ costs two dollars .
All of _ was without power .
We visited France , _ and Peru .
Offices : _ , Tokyo , Rome
_ , May 4 -
_ ( Reuters ) - Shares fell on Monday .
Earthquake Hits _ , Dozens Injured
Floods in _ Leave Thousands Homeless
Why Is _ So Expensive ?
Have you ever been to _ ?
Where exactly is _ ?
Is _ safe for tourists ?
Visit _ before it is too late .
Tell me about _ .
How do I get to _ by train ?
Do not forget _ .
Weather in _ : 21 degrees , light rain`);

/** The same, all lowercase and all uppercase: the name is written like the sentence. */
export const lowercaseFrames = listed(`
we are going to _ next week
cheap flights to _
i really want to live in _
what time is it in _ ?`);
export const uppercaseFrames = listed(`
HEAVY RAIN EXPECTED IN _
THOUSANDS PROTEST IN _
NEW TRADE DEAL WITH _ SIGNED
VISITING _ THIS SUMMER`);

/** Sentences in which the name is part of the name of a person. */
export const personTraps = listed(`
_ Peterson scored the winning goal .
My sister _ is getting married in June .
_ told me that she was tired .
Thank you , _ , for the lovely cake .
Mr. _ denied the allegations .
Mrs. _ has taught here for thirty years .
The novelist _ Hargreaves died at 83 .
Her name is _ Mitchell .
_ Wilkinson wrote three plays .
I asked _ whether he had finished his homework .
Senator Bob _ voted against the bill .
Dr. Alice _ leads the laboratory .
Happy birthday , _ !
_ and his wife Karen have two children .
Coach _ praised his players after practice .
Actress _ Hilton smiled at the cameras .`);

/** Sentences in which the name is part of the name of an organization. */
export const organizationTraps = listed(`
The _ Herald won a prize for its reporting .
She plays the violin in the _ Philharmonic .
_ Airlines canceled forty flights .
He left _ United for a rival club .
Shares of _ Motors rose three percent .
The _ Tigers lost their third game in a row .
Bank of _ raised its interest rate .
_ Telecom reported record profits .`);

/** Sentences without a location that have place words as common words. */
export const wordTraps = listed(`
Turkey sandwiches are served at noon .
I ate a turkey sandwich for lunch .
The turkey was dry , but the gravy helped .
We broke two china plates .
Grandmother keeps her china in the cabinet .
What nice weather we are having !
Nice work , everyone .
Nice try !
Reading a book calms me down .
Reading is my favorite hobby .
I enjoy reading in bed .
Mobile phones are not allowed in class .
My mobile is out of battery .
He wore a green jersey and white shorts .
She spilled java on the keyboard .
The program is written in Java .
Split the bill , please .
The vote was split down the middle .
A hot bath helps me sleep .
Bath time is at seven .
He is very hungry today .
The chili was too hot .
Brazil nuts are expensive .
We had Brussels sprouts with dinner .
The panama hat suits you .
He ordered a manhattan and some olives .
The bermuda shorts are on sale .
Cologne for men is on the second floor .
This cologne smells awful .
Champagne was served after the speech .
They drank champagne all night .
The cashmere sweater is soft .
Her denim jacket is torn .
March was cold and wet .
Mercury is the closest planet to the sun .
Jackson , the defender , was sent off .
The guinea pig escaped from its cage .
Guinea pigs need fresh hay every day .
The swiss cheese has holes .
I prefer french fries .
The orange juice is finished .
Most of us were late .
Many people like orange .
Man , that was close !
Male nurses are still rare .
The big apple fell from the tree .
Hamburgers and hot dogs are on the grill .
A marathon is 42 kilometers long .
The berlin wall clock is a joke between us .
Tours start every hour .
Tours of the factory are free .
Victory parade photos are online .
Columbus sailed across the ocean in 1492 .
Lincoln was shot in a theater .
Washington crossed the icy river with his soldiers .
Darwin published his theory in 1859 .
Wellington defeated the emperor .
Nelson lost an arm in battle .
Houston sang the national anthem beautifully .
Hilton and her sister launched a perfume .
Chester barked at the mailman .
Dakota and Madison are twins .
Victoria reigned for 63 years .
Virginia Woolf wrote novels .
Paris Hilton posted a photo of her dog .
Jordan scored twice in the last minute .
Washington Irving wrote ghost stories .
Chelsea beat Arsenal in the final .
The Bank of England cut its rate .
Jack London loved dogs .
Irving Berlin composed songs .
Michael Jordan retired again .
Georgia O'Keeffe painted flowers .
Indiana Jones cracked his whip .
Hannah Montana was a popular show .
The Boston Globe broke the story .
The New York Times published a correction .
The Washington Post endorsed nobody .
Manchester United signed a new striker .
Real Madrid won the cup again .
Boston Dynamics builds robots .
Chicago Bulls tickets are sold out .
Air France canceled my flight .
Deutsche Bank and Credit Suisse cut jobs .
The Philadelphia Eagles fired their coach .`);
